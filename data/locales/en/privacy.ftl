# What is stored about a person: /privacy.

privacy-label = Privacy · your data
privacy-here = This server
privacy-server = Server { $id }
privacy-outside = Not tied to a server
privacy-stored-votes = **Votes:** { $count } (👍 { $up } · 👎 { $down })
privacy-stored-places = **Articles you have begun to read:** { $count }
privacy-stored-schedules = **Schedules you made or paused:** { $count }
privacy-stored-articles = **Articles you added:** { $count }
privacy-stored-consents = **Articles you said may be posted whole:** { $count }
privacy-stored-notices = **Direct messages to you:** { $count }
privacy-stored-saved = **Items you saved:** { $count }
privacy-stored-reminders = **The weekly message:** you asked for it; your ID is stored for as long as you get it
privacy-stored-forecasts = **Forecasts you gave, changes included:** { $count }
privacy-stored-objections = **Objections you made:** { $count }
privacy-stored-questions = **Questions you asked about predictions:** { $count }
privacy-stored-resolutions = **Results you entered:** { $count }
privacy-stored-boards = **The board:** you agreed to be named; your ID is stored for as long as you are
privacy-stored-suggestions = **Your suggestions that editors have yet to decide on:** { $count }
privacy-stored-none = Nothing
privacy-cards-allowed = **Cards of your messages:** anybody who sees a message of yours can make one
privacy-cards-refused = **Cards of your messages:** nobody can make one, in any server
privacy-more = { $count ->
    [one] And one more server, which is in the file.
   *[other] And { $count } more servers, which are in the file.
}
privacy-hash = Votes, places in articles, what you saved, forecasts, objections and whether you want no cards are stored with a keyed hash, not with your ID.
privacy-copies = Within { $days } days, deleted data will also disappear from the copies of the database.

button-privacy-file = Download as a file
button-privacy-delete = Delete…
button-privacy-cards-refuse = No cards of my messages
button-privacy-cards-allow = Allow cards of my messages
button-privacy-forget = Delete everything

privacy-sure-label = Privacy · delete your data?
privacy-goes = **Deleted from every server**
privacy-goes-votes = your votes: { $count }
privacy-goes-places = your places in articles: { $count }
privacy-goes-schedules = your ID on schedules you made or paused: { $count }
privacy-goes-articles = your ID on articles you added: { $count }
privacy-goes-consents = your ID on articles you said may be posted whole: { $count }
privacy-goes-notices = your ID on direct messages to you: { $count }
privacy-goes-saved = what you saved: { $count }
privacy-goes-reminders = your wish to be reminded of it, with your ID
privacy-goes-forecasts = your forecasts: { $count }
privacy-goes-objections = your objections: { $count }
privacy-goes-questions = your ID on questions you asked: { $count }
privacy-goes-resolutions = your ID on results you entered: { $count }
privacy-goes-boards = your place on the board, with your ID
privacy-goes-suggestions = your ID on suggestions: { $count }; nobody tells you then what came of them
privacy-goes-refusal = that you want no cards of your messages; they can be made again then
privacy-stays = **Kept**
privacy-stays-schedules = the schedules, without your ID; if one can’t post, editors are told instead of you
privacy-stays-articles = the articles, without your ID
privacy-stays-consents = that these articles may be posted whole, without your ID
privacy-stays-questions = the questions and their results, without your ID
privacy-stays-suggestions = the suggestions, without your ID
privacy-stays-posts = what was posted on Discord
privacy-final = This can’t be undone.
privacy-forgotten = Everything stored about you has been deleted from every server.
privacy-nothing = Nothing is stored about you.
privacy-earlier = Anything you deleted earlier will also disappear, within { $days } days, from the copies of the database.
privacy-file = This is the data stored about you. For articles that can’t be read in this server, the file has only IDs and times.
