// What was corrected in this address is said on the page. It need not be handed on with the address.
"use strict";

const shown = new URL(location.href);
for (const name of ["dropped", "completed"]) shown.searchParams.delete(name);
history.replaceState(history.state, "", shown);
