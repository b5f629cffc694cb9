//! exeat-determine
