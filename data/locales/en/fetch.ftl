# Why there is no article at an address, and what to do next.

fetch-address = That is not an address I can fetch. Please give the whole address of a page, beginning with https://.
fetch-credentials = That address holds a user name or a password. Please give it without them.
fetch-port = That address names a port. I only fetch from the usual ones; please give an address without a number after the host.
fetch-private = That address leads into a private network, so I don’t fetch it. Please give the address of a public page.
fetch-unknown = No site was found under that address. Please check its spelling, and add it again.
fetch-unreachable = That site did not answer. Please try again later, or add the article’s text as a file.
fetch-certificate = That site’s certificate is broken or has expired, so nobody can be sure whose page it is. Please open it in a browser, and add the article’s text as a file.
fetch-too-slow = That site did not send the whole page within { $seconds } seconds. Please try again later, or add the article’s text as a file.
fetch-too-large = That page is larger than { $limit } MB. Please add the article’s text as a file.
fetch-redirects = That address leads from one address to the next and to no page. Please open it in a browser, and give the address it ends at.
fetch-not-text = There is no web page or text at that address (it says “{ $type }”). Please give the address of a page.
fetch-encoding = That site sent the page packed in a way I can’t unpack. Please add the article’s text as a file.
fetch-broken-off = That site’s answer broke off or was damaged. Please try again later, or add the article’s text as a file.
fetch-empty = That page is empty. Please check the address, or add the article’s text as a file.
fetch-login = That site asks for a login first. Please add the article’s text as a file, if you may pass it on.
fetch-paid = That site wants to be paid first. Please give the address of a page that everybody may read.
fetch-forbidden = That site does not let me read the page. Please open it in a browser, and add the article’s text as a file, if you may pass it on.
fetch-gone = There is no page at that address (any more). Please check the address, or add the article’s text as a file.
fetch-busy = That site gets too many requests just now. Please try again in some minutes, or add the article’s text as a file.
fetch-server = That site has a problem of its own (it answered { $status }). Please try again later, or add the article’s text as a file.
fetch-status = That site answered { $status } and sent no page. Please open the address in a browser; if the article is there, add its text as a file.

page-binary = What came is no text I can read. Please give a web page or a text.
page-too-deep = That page is built in a way that can’t be read (tags inside tags without end). Please add the article’s text as a file.
page-no-article = I found no article on that page. Please give the address of the article itself, not of a front page or a list; or add its text as a file.
page-missing = That site says that the page is not there (any more). Please check the address, or add the article’s text as a file.
page-video = That page shows a video and no article. Please give the address of a page with a text.
page-paywall = That page shows only the beginning of the article to readers who have not paid or registered. Please give the address of a page that everybody may read.
page-login = That page asks for a login and shows no article without. Please give the address of a page that everybody may read.
page-consent = That page asks for consent to cookies and shows no article before. Please open it in a browser, and add the article’s text as a file.
page-script = That page shows its text only in a browser. Please open it there, and add the article’s text as a file.

reading-too-slow = Reading that took longer than { $seconds } seconds, so I stopped. Please add the article’s text alone, as a file.
reading-too-heavy = That is more than I can read at once. Please add the article’s text alone, as a file, or split it.
reading-died = Reading that failed, and nothing was stored. Please add the article’s text alone, as a file.
