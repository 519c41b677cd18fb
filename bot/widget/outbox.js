// Sends one thing after the other, and keeps each until the server has it: nothing is lost, nothing comes twice.
(function () {
  "use strict";

  class Outbox {
    // `busy` and `idle` frame every attempt; `failed` hears of an attempt that will be repeated.
    constructor({ busy, idle, failed }) {
      Object.assign(this, { busy, idle, failed, jobs: [], working: false, wake: () => {} });
    }

    // A job has `run` (safe to repeat), `done` (gets what run returned) and `refused` (gets the error).
    add(job) {
      this.jobs.push(job);
      if (!this.working) this.work();
    }

    async work() {
      this.working = true;
      for (let attempt = 0; this.jobs.length; attempt += 1) {
        const error = await this.attempt(this.jobs[0]);
        if (error && this.jobs.length) await this.pause(error, attempt);
        else attempt = -1;
      }
      this.working = false;
    }

    // Returns the error when the job must be tried again.
    async attempt(job) {
      let answer;
      let error = null;
      this.busy();
      try {
        answer = await job.run();
      } catch (thrown) {
        error = thrown;
      }
      if (this.jobs[0] !== job) return null; // erased meanwhile
      this.idle();
      if (error && error.temporary) {
        this.failed(job, error);
        return error;
      }
      this.jobs.shift();
      if (error) job.refused(error);
      else job.done(answer);
      return null;
    }

    async pause(error, attempt) {
      await Promise.race([
        Rondkomen.sleep(error.pause || Rondkomen.backoff(attempt)),
        new Promise((wake) => (this.wake = wake))
      ]);
    }

    // Forgets what waits. An answer that still comes in is dropped.
    close() {
      this.jobs = [];
      this.wake();
    }
  }

  Rondkomen.Outbox = Outbox;
})();
