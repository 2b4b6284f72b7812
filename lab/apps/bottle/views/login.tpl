% rebase("base", title="Log in")
% if error:
  <p>{{error}}</p>
% end
<form method="post">
  <label>Name <input name="username"></label>
  <label>Password <input name="password" type="password"></label>
  <button>Log in</button>
</form>
