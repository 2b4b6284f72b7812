import streamlit as st

st.title("Hello")
name = st.text_input("Name")
if name:
    st.write(f"Hello, {name}")
