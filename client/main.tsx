document.title = 'Ebb'
