# その人について保存している情報：/プライバシー

privacy-label = プライバシー ・ 保存している情報
privacy-here = このサーバー
privacy-server = サーバー { $id }
privacy-outside = サーバーによらないもの
privacy-stored-votes = **評価：**{ $count }件（👍 { $up } ・ 👎 { $down }）
privacy-stored-places = **読み始めた記事：**{ $count }本
privacy-stored-schedules = **作成・一時停止した投稿予定：**{ $count }件
privacy-stored-articles = **追加した記事：**{ $count }本
privacy-stored-consents = **全文を投稿してよいと確認した記事：**{ $count }本
privacy-stored-notices = **あなたへのダイレクトメッセージ：**{ $count }件
privacy-stored-saved = **保存したもの：**{ $count }件
privacy-stored-reminders = **週1回のお届け：**希望したこと（お届けする間だけ、ユーザーIDも記録）
privacy-stored-none = なし
privacy-cards-allowed = **あなたのメッセージのカード：**メッセージを見られる人なら、だれでも作れます
privacy-cards-refused = **あなたのメッセージのカード：**どのサーバーでも、だれも作れません
privacy-more = ほかに{ $count }サーバーあり、ファイルにはすべて入ります。
privacy-hash = 評価、読んだところ、保存したもの、カードにされたくないという設定は、IDではなく鍵付きのハッシュで記録しています。
privacy-copies = 削除したものは、データベースのコピーからも、{ $days }日以内に消えます。

button-privacy-file = ファイルで受け取る
button-privacy-delete = 削除に進む
button-privacy-cards-refuse = カードにされたくない
button-privacy-cards-allow = カードにしてよい
button-privacy-forget = すべて削除する

privacy-sure-label = プライバシー ・ 削除の確認
privacy-goes = **すべてのサーバーから消える記録**
privacy-goes-votes = 評価：{ $count }件
privacy-goes-places = 記事の読んだところ：{ $count }件
privacy-goes-schedules = 投稿予定の作成・一時停止：{ $count }件
privacy-goes-articles = 記事の追加：{ $count }件
privacy-goes-consents = 全文を投稿してよいとした確認：{ $count }件
privacy-goes-notices = あなたへのダイレクトメッセージの記録：{ $count }件
privacy-goes-saved = 保存したもの：{ $count }件
privacy-goes-reminders = 週1回受け取るという希望とユーザーID
privacy-goes-refusal = メッセージをカードにされたくないという設定（消すと、またカードを作れるようになります）
privacy-stays = **残るもの**
privacy-stays-schedules = 投稿予定（だれが作成・一時停止したかの記録は消えます。投稿できないときは編集者に知らせます）
privacy-stays-articles = 記事（だれが追加したかの記録は消えます）
privacy-stays-consents = 全文を投稿してよいという確認（だれが確認したかの記録は消えます）
privacy-stays-posts = Discordに投稿されたもの
privacy-final = 削除すると、元には戻せません。
privacy-forgotten = あなたについて保存していた情報を、すべてのサーバーから削除しました。
privacy-nothing = あなたについて保存している情報はありません。
privacy-earlier = 以前に削除したものがあれば、データベースのコピーからも、{ $days }日以内に消えます。
privacy-file = あなたについて保存している情報です。このサーバーで読めない記事については、番号と日時だけが入っています。
