# 書き出し。返信、データカード（README.md）、書き出す1行ごとの問いかけ。

export-label = 書き出し
button-export = 書き出す
export-name = 言の葉の評価
export-name-both = 言の葉の評価と予想
export-lines = **行数：**{ $lines }（👍 が多い { $liked } ・ 👎 が多い { $disliked }）
export-raters = **評価した人：**{ $raters }人
export-left = **含めなかった項目：**{ $left }件
export-forecasts = **予想のある問い：**{ $questions }件
export-private = 記事の文章、編集者が書いた問い、評価と予想の集計だけが入っています。メッセージや、評価・予想をした人の名前とIDは入っていません。
export-next = 使う前に、添付の README.md で、記事ごとの権利とデータの限界を確かめてください。

export-prompt-quote = 次の記事に引用された発言から、紹介する価値のあるものを1つ選び、記事の文のまま書き写してください。
export-prompt-prediction = 次の記事から、紹介する価値のある予測を1つ選び、記事の文のまま書き写してください。
export-prompt-line = 次の記事の要点を最もよく表す文を1つ選び、記事の文のまま書き写してください。

card-what = 記事から抜き出された名言・予測・要約を、Discordのメンバーが 👍 と 👎 で評価した結果です。評価は、言の葉（Kotonoha）というボットで集めました。
card-what-forecasts = 記事の予測について立てた「はい」か「いいえ」の問いと、Discordのメンバーが全体としてどう予想したか、結果はどうなったかをまとめたものです。言の葉（Kotonoha）というボットで集めました。
card-one-server = 1つのサーバーの評価と予想です。
card-everywhere = 1つのボットが参加しているすべてのサーバーの評価と予想です。複数のサーバーで評価した人は1人と数え、最後の評価だけを使っています。

card-heading-format = 形式
card-format = JSON Lines（UTF-8）です。1項目が1行で、Hugging Face の `trl` が unpaired preference と呼ぶ形をしています（たとえば `KTOTrainer` で読めます）。
card-prompt = `prompt`（文字列）：問いかけ、記事のタイトル、記事の文章。記事の言語で書かれています。
card-completion = `completion`（文字列）：抜き出された文章。記事の文のままです。
card-label = `label`（真偽値）：評価した人の過半数が 👍 なら true、過半数が 👎 なら false。

card-heading-lines = 行数
card-kind = 種類
card-kind-quote = 名言
card-kind-prediction = 予測
card-kind-line = 要約
card-left = 評価があっても、次の項目は含めていません。
card-left-few = 評価した人が{ $raters }人未満：{ $items }件
card-left-ties = 👍 と 👎 が同数：{ $items }件
card-left-unshown = 却下・非表示・削除などで、今は表示されない：{ $items }件
card-left-unlicensed = 記事に書き出しの許可がない：{ $items }件

card-heading-raters = 評価した人
card-raters = { $least }人以上が評価した項目（👍 と 👎 が同数のものを含む）に評価を付けた人は、合わせて{ $raters }人です。項目ごとの人数は次のとおりです。
card-people = 評価した人数
card-items = 項目の数

card-heading-agreement = 一致度
card-agreement = 上の{ $items }項目について、項目ごとの集計から計算しました。
card-alpha = Krippendorffのα（名義尺度）：{ $alpha }（1は完全な一致、0は偶然と同じ程度）
card-alpha-none = Krippendorffのα（名義尺度）：評価がすべて同じなので、計算できません
card-majority = 多数派の割合の平均：{ $share }

card-heading-forecasts = 予想
card-forecasts = `kotonoha-forecasts.jsonl` は JSON Lines（UTF-8）です。「はい」か「いいえ」の結果が出た1つの問いが1行です（全部で{ $questions }件）。
card-forecast-article = `article`（文字列）：記事のタイトル。
card-forecast-prediction = `prediction`（文字列）：問いのもとになった予測。記事の文のままです。
card-forecast-question = `question`（文字列）：編集者が立てた問い。
card-forecast-dates = `asked` と `due`（日付）：問いを立てた日と、期日。
card-forecast-outcome = `outcome`（真偽値）：編集者が決めた結果。「はい」なら true です。
card-forecast-forecasters = `forecasters`（整数）：予想した人の数。
card-forecast-median = `median`（0から1までの数）：締め切りの時点での予想の中央値。
card-forecast-brier = `brier`（数）：予想した人の、時間で重みを付けたブライアスコアの平均。0が最もよく、ずっと50%と予想すると0.25です。
card-forecasts-left = 予想を受け付けている問い、結果がまだ確定していない問い、無効になった問いは含めていません。予想した人が{ $least }人未満の問い（{ $questions }件）も含めていません。

card-heading-sources = 記事と権利
card-sources = 文章の権利は、記事ごとに違います。根拠は編集者またはボットの運営者が申告したもので、第三者は確かめていません。公開や再配布の前に、記事ごとに確かめてください。
card-no-author = 著者の記載なし
card-no-address = アドレスの記載なし
card-source-lines = { $lines }行
card-source-questions = 問い{ $questions }件

card-heading-made = 作り方
card-made = 言の葉（Kotonoha）{ $version } が、{ $day }（UTC）に書き出しました。項目は、規則に従って記事の文のまま抜き出したものです。文章の生成はしていません。
card-rule = 1人が1項目に付けられる評価は1つです。{ $raters }人以上が評価した項目だけを使い、多いほうを label にしました。一人ひとりの評価から組（chosen と rejected）を作ることはしていません。
card-not-inside = 入っているのは、記事の文章、編集者が書いた問い、集計だけです。メッセージ、一人ひとりの評価や予想、評価・予想をした人の名前、ID、ハッシュは入っていません。

card-heading-limits = 限界
card-limit-chosen-themselves = 評価したのは、自分からボタンを押した人だけです。選び方に偏りがあります。
card-limit-community = label は、あるコミュニティの多数派の好みで、正しさではありません。好みは人によって違うので、一致度は低いのがふつうです。
card-limit-order = 何が表示されるかは、それまでの評価の影響を受けます（トンプソンサンプリング）。評価の高いものは早く、低いものは遅く表示されるため、評価した人の数にも偏りがあります。
card-limit-reasons = 👎 には、内容だけでなく、区切り方や読み取りの誤り、見た回数が理由のものもあります。
card-limit-unanimous = 全員の評価が同じ項目では、だれが評価したかを知っている人には、その人の評価もわかります。小さなサーバーの評価を公開する前に、よく考えてください。
card-limit-summary = 3行の要約と見出しごとの要約への評価は、同じ記事の1行の要約への評価として数えています。
card-limit-part = 約{ $length }字を超える記事は、ほぼ同じ長さに分け、項目のある部分だけを prompt に入れています。見出しは入りません。
card-limit-twice = 同じ文章を複数のサーバーが別々に追加していると、サーバーごとに行ができます。
card-limit-resolved = 問いの結果は編集者が決めたもので、第三者は確かめていません。
card-limit-seen = 予想した人には、ほかの人の予想の集計が表示され、その後で自分の予想を変えることもできます。予想は互いに独立ではありません。
card-limit-few = 予想した人が少ない問いでは、ほかの人の予想を知っている人に、残る1人の予想がわかることがあります。小さなサーバーの予想を公開する前に、よく考えてください。

export-unvoted = まだ書き出せるものがありません。同じ名言・予測・要約の 👍 か 👎 を{ $raters }人以上が押すと、書き出せるようになります。みんなに見てもらうには、`/毎日の投稿 追加` で、チャンネルに毎日投稿するのが近道です。
export-unlicensed = 書き出せる項目がまだありません。書き出しの許可がない記事に、評価のある項目が{ $items }件（うち{ $raters }人以上が評価したもの{ $enough }件）あります。許可は、編集者が `/記事 管理` で、全サーバー共通の記事はボットの運営者が `python -m bot rights` で設定します。
export-too-few = 書き出せる項目がまだありません。許可のある記事のうち、評価した人が{ $raters }人未満の項目が{ $few }件、👍 と 👎 が同数の項目が{ $ties }件、今は表示されない項目が{ $unshown }件です。評価が増えてから、もう一度お試しください。
export-too-large = 圧縮しても{ $limit }MBを超えるため、Discordで送れません。`/記事 管理` で書き出す記事を減らすか、ボットの運営者に `python -m bot export votes` での書き出しを頼んでください。
export-no-attach = このチャンネルではファイルを送れません。ボットに「ファイルを添付」の権限を付けるか、別のチャンネルでお試しください。
export-folder-taken = { $path } には別の README.md があります。上書きしないように、何も書き出しませんでした。別のフォルダーを指定してください。
export-unwritable = { $path } に書き込めません。フォルダーの権限とディスクの空きを確かめるか、別のフォルダーを指定してください。
