// Where the class names of our pages stand. PurgeCSS leaves out every rule and variable that none of these can need.
const crispy = "../../../.venv/lib/python3*/site-packages/crispy_bootstrap5/templates/bootstrap5";

export default {
  content: [
    "../../../templates/*.html",
    "../../../templates/{advisor,comparisons}/**/*.{html,jinja}",
    "../../../{advisor,comparisons}/**/*forms.py",
    "../../../advisor/pages/styleguide.py",
    `${crispy}/{field,inputs}.html`,
    `${crispy}/layout/{baseinput,button,column,field_errors,field_errors_block,help_text,radio_checkbox_select,row}.html`,
  ],
  dynamicAttributes: ["type"],
  variables: true,
  safelist: { variables: [/^--bs-(body|code|font|heading|highlight|link)/] }, // what bare elements read
};
