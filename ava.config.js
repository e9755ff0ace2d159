// Tests run on the emitted JavaScript, so a type error stops them first.
export default {
  files: ['{packages/*,tools,test,benchmarks}/dist/test/**/*.test.js', '!**/*.vm.test.js'],
  timeout: '5m',
};
