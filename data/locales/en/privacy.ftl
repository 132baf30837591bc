# What is stored about a person: /privacy.

privacy-label = Privacy
privacy-here = This server
privacy-server = Server { $id }
privacy-stored-votes = **Votes:** { $count } (👍 { $up } · 👎 { $down })
privacy-stored-schedules = **Schedules you made or paused:** { $count }
privacy-stored-articles = **Articles you added:** { $count }
privacy-stored-notices = **Notices to you about schedules:** { $count }
privacy-stored-none = Nothing
privacy-more = { $count ->
    [one] And one more server, which is in the file.
   *[other] And { $count } more servers, which are in the file.
}
privacy-hash = A vote is stored with a keyed hash, not with your id.
privacy-copies = What is deleted is gone within { $days } days from copies of the database, too, which are made before updates.

button-privacy-file = Get it as a file
button-privacy-delete = Delete…
button-privacy-forget = Delete all of it

privacy-goes = **This is deleted, in every server:**
privacy-goes-votes = your votes: { $count }
privacy-goes-schedules = who made or paused schedules: { $count }
privacy-goes-articles = who added articles: { $count }
privacy-goes-notices = to whom notices were sent: { $count }
privacy-stays = **This stays:**
privacy-stays-schedules = the schedules, which no longer say whose they are; editors are told of their trouble instead of you
privacy-stays-articles = the articles, which no longer say who added them
privacy-stays-posts = what was posted on Discord
privacy-final = This can’t be undone.
privacy-forgotten = What was stored about you is deleted, in every server.
privacy-nothing = Nothing is stored about you.
privacy-file = This is what is stored about you. Of articles that can’t be read here there are only numbers and times.
