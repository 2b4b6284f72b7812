% rebase("base", title="Private")
<p>Signed in as {{username}}</p>
