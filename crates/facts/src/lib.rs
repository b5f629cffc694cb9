//! exeat-facts
