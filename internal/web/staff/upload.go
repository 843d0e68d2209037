package staff

// uploadPath is where questionnaires are uploaded.
const uploadPath = "/staff/upload"

// maxUpload is the size in bytes of the largest upload, all files together.
const maxUpload = 5 << 20
