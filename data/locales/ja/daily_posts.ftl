# 毎日の投稿に、項目のほかに書かれることば。

thread-name = { $label } ・ { $title }
post-test = テスト投稿 ・ { $label }
