# Why there is no article at an address, and what to do next.

fetch-address = That is not an address I can fetch. Please give the whole address of a page, such as example.com/page.
fetch-credentials = That address contains a user name or a password. Please give it without them.
fetch-port = That address contains a port number. I only fetch from the standard ports; please give an address without one.
fetch-private = That address leads to a private network, so I don’t fetch it. Please give the address of a public page.
fetch-unknown = No site was found at that address. Please check the spelling, and add it again.
fetch-unreachable = That site did not answer. Please try again later, or add the article’s text as a file.
fetch-certificate = That site’s certificate is invalid or has expired, so nobody can be sure whose page it is. Please open it in a browser, and add the article’s text as a file.
fetch-too-slow = That site did not send the whole page within { $seconds } seconds. Please try again later, or add the article’s text as a file.
fetch-too-large = That page is larger than { $limit } MB. Please add the article’s text as a file.
fetch-redirects = That address keeps redirecting and never arrives at a page. Please open it in a browser, and give the address it ends at.
fetch-not-text = There is no web page, text, EPUB or PDF at that address (it says “{ $type }”). Please give the address of one.
fetch-encoding = That site sent the page compressed in a way I don’t support. Please add the article’s text as a file.
fetch-broken-off = That site’s response was cut off or damaged. Please try again later, or add the article’s text as a file.
fetch-empty = That page is empty. Please check the address, or add the article’s text as a file.
fetch-login = That site requires a login. If you may pass the article’s text on, please add it as a file.
fetch-paid = That site requires payment. Please give the address of a page that everybody may read.
fetch-forbidden = That site does not let me read the page. If you may pass the article’s text on, please open it in a browser and add the text as a file.
fetch-gone = There is no page at that address, or no longer. Please check the address, or add the article’s text as a file.
fetch-busy = That site is getting too many requests right now. Please try again in a few minutes, or add the article’s text as a file.
fetch-server = That site has a problem of its own (status { $status }). Please try again later, or add the article’s text as a file.
fetch-status = That site answered with status { $status } and sent no page. Please open the address in a browser; if the article is there, add its text as a file.

page-binary = That is not text I can read. Please give the address of a web page, a text, an EPUB or a PDF.
page-too-deep = That page can’t be read, because its tags are nested without end. Please add the article’s text as a file.
page-no-article = I found no article on that page. Please give the address of the article itself, not of a front page or a list, or add its text as a file.
feed-found = There is a feed at that address, not an article: { $url }. Please subscribe to it with /article add.
feed-file = That file is a feed, which only lists articles. Please give the feed’s address to /article add instead.
feed-none = There is no feed at that address that I can read. Please give the address of an RSS, Atom or JSON feed, or of a page that names one.
page-missing = That site says that the page does not exist, or no longer. Please check the address, or add the article’s text as a file.
page-video = That page has a video and no article. Please give the address of a page with text.
page-paywall = That page shows only the beginning of the article to readers who have not paid or registered. Please give the address of a page that everybody may read.
page-login = That page requires a login before it shows the article. Please give the address of a page that everybody may read.
page-consent = That page asks for consent to cookies before it shows the article. Please open it in a browser, and add the article’s text as a file.
page-script = That page shows its text only in a browser. Please open it there, and add the article’s text as a file.

reading-torn = Many characters of that text are damaged, so it was not added. Please open it where it looks right, and paste the text or save it as UTF-8.
reading-too-slow = Reading that took longer than { $seconds } seconds, so I stopped. Please add only the article’s text, as a file.
reading-too-heavy = That is more than I can read at once. Please add only the article’s text, as a file, or split it.
reading-died = Reading that failed, and nothing was saved. Please add only the article’s text, as a file.
