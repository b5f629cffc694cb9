//! exeat-law
