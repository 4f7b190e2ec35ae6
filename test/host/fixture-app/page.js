const drop = document.querySelector('#drop');
const list = document.querySelector('#files');

function show(files) {
  for (const file of files) {
    const item = document.createElement('li');
    item.textContent = `${file.name} ${file.size} ${window.fixture.pathFor(file)}`;
    list.append(item);
  }
}

drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  show(event.dataTransfer.files);
});
document.querySelector('#pick').addEventListener('change', (event) => show(event.target.files));
document.body.dataset.ready = '';
