# 毎日の投稿に、項目のほかに書かれることば。

thread-name = { $label } ・ { $title }
post-test = テスト投稿 ・ { $label }

digest-label = 今週のまとめ
digest-read = このチャンネルの投稿
digest-count = { $kind ->
    [part] 連載{ $count }回分
    [quote] 名言{ $count }件
    [prediction] 予測{ $count }件
   *[summary] 要約{ $count }件
}
digest-kind = { $kind ->
    [part] 連載
    [quote] 名言
    [prediction] 予測
   *[summary] 要約
}
digest-joined = 、
digest-more = ほかに記事{ $count }件
digest-popular = 人気のもの
digest-outlooks = まだ時期の来ていない見通し
digest-coming = 次の投稿
digest-coming-line = - { $at } ・ { $content }
digest-posts-label = 今週の投稿 ・ { $count }件
digest-more-posts = ほかに、前の投稿が{ $count }件
digest-posts-gone = その週の投稿は、もう一覧にできません。投稿の記録は90日で消えます。
button-week-posts = 今週の投稿をすべて見る
