# 予想の図と、その代替テキスト。

movement-title = みんなの予想（中央値）
movement-day = { $year }/{ $month }/{ $day }
movement-alt = みんなの予想の動き（{ $start }から期日の{ $end }まで）。中央値は{ $moved ->
        [true] { $first }から{ $median }へ。
       *[other] { $median }。
    }{ $count ->
        [1] { "" }
        [2] { "" }
        [3] { "" }
       *[other] 半数の人は{ $lower }から{ $upper }の間。
    }
calibration-title = 確率の当たり具合
calibration-said = 予想した確率
calibration-true = 実際に「はい」だった割合
calibration-how = 斜めの線に近いほど、予想の確率どおりです（縦線は95%区間）。
calibration-little = まだ{ $count }件なので、はっきりしたことは言えません。
calibration-alt = 予想した確率と、実際に「はい」だった割合：
calibration-alt-line = { $said }と予想：{ $share }が「はい」（{ $count }件、95%区間は{ $lower }から{ $upper }）
