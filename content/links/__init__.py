"""The daily look at every web address of the content: does the page still exist?"""
