% rebase("base", title="Notes")
% for note in notes:
  <h2>{{note["title"]}}</h2>
  <p>{{note["body"]}}</p>
% end
% if error:
  <p>{{error}}</p>
% end
<form method="post" action="/notes">
  <label>Title <input name="title"></label>
  <label>Body <input name="body"></label>
  <button>Add</button>
</form>
