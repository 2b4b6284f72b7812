% rebase("base", title="Rows")
<table>
  % for name, amount in rows:
    <tr><td>{{name}}</td><td>{{amount}}</td></tr>
  % end
</table>
