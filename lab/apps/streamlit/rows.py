import pandas as pd
import streamlit as st

st.title("Rows")

rows = pd.DataFrame({"Name": [f"Row {number}" for number in range(1, 201)], "Amount": range(7, 1401, 7)})

text = st.text_input("Filter")
shown = rows[rows["Name"].str.contains(text, regex=False)]
st.write(f"{len(shown)} of {len(rows)} rows")
st.dataframe(shown, hide_index=True)

points = st.slider("Points", min_value=1, max_value=50, value=10)
st.write(f"{points} points")
st.line_chart(rows["Amount"].head(points))
