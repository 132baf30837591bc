# /みんなの予想。予測についての問いと、それに対する予想。

button-forecasts = 問いの一覧
button-forecast = 予想する
