# /forecast: what people think of the questions about predictions.

button-forecasts = All questions
button-forecast = Forecast
