const np = require("ndwasm");
const { results } = require("./results.js");

console.log(results(np));
