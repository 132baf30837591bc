# Questions about predictions, as editors ask and resolve them. Variables that hold somebody's words come escaped.

evidence-note = **Evidence:** { $text }
evidence-link = **Evidence:** { $site } · [link]({ $url })
due-unreadable = I can’t read “{ $text }” as a date, so nothing was stored. Type year, month and day, such as 2026-12-31 or 31 Dec 2026; 12/31 is the next 31 December.
