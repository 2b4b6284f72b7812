import streamlit as st

rows = st.Page("rows.py", title="Rows", default=True)
work = st.Page("work.py", title="Work")

st.navigation([rows, work]).run()
