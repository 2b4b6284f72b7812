import time

import streamlit as st

STEPS = 5

st.title("Work")

with st.form("person"):
    name = st.text_input("Name")
    age = st.number_input("Age", value=None, step=1)
    saved = st.form_submit_button("Save")

if saved:
    if not name:
        st.error("Name is required")
    elif age is None or not 0 <= age <= 150:
        st.error("Age must be between 0 and 150")
    else:
        st.success(f"Saved {name}, {age}")

if st.button("Run"):
    progress = st.progress(0)
    for step in range(1, STEPS + 1):
        progress.progress(step / STEPS, text=f"Step {step} of {STEPS}")
        time.sleep(0.5)
    progress.empty()
    st.success("Finished")

if "count" not in st.session_state:
    st.session_state.count = 0
if st.button("Count"):
    st.session_state.count += 1
st.write(f"Count: {st.session_state.count}")
