# みんなの評価。編集者が見る、評価のまとめ。

insights-label = みんなの評価
insights-none =
    まだ評価がありません。名言・予測・要約の下の 👍 か 👎 をメンバーが押すと、ここで次のことがわかります。
    - 人気のもの（早く出ます）
    - 休止中のものと、その理由
    - 1週間ごとの評価

    まずは1つ読んで、評価してみてください。毎日の投稿があると、メンバーの目に留まりやすくなります。
insights-rose = 人気のもの
    .what = 評価の高い順です。まだ評価のないものより早く出ます。
    .none = まだありません。👍 が付くと、ここに出ます。
insights-resting = 休止中
    .what = 👎 が{ $least }人以上で、👍 の{ $times }倍以上のもの。{ $days }日間、順番から外れます。
    .none = 今はありません。
insights-votes = 👍 { $up } ・ 👎 { $down }
insights-reason = { $reason } { $count }人
insights-no-reason = 選択なし
insights-joined = { " ・ " }
insights-until = **休止：**{ $until }まで
insights-more = ほかに{ $count }件あります。
insights-item = { $kind ->
        [quote] 名言
        [prediction] 予測
       *[other] 要約
    } ・ { $votes }
insights-weeks = 1週間ごとの評価
insights-week = { $day }からの1週間：{ $votes }
insights-this-week = 今週（今日まで）：{ $votes }
insights-quiet = この{ $count }週間、評価はありませんでした。
insights-day = { $month }月{ $day }日
    .short = { $month }/{ $day }
insights-now = 今週
insights-number = { $number }
