//! exeat-documents
