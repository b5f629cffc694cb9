//! exeat-report
