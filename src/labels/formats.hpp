#pragma once
#include "lull/labels/annotations.hpp"

// One definition a format, each in the file of its reader and writer.
namespace lull {

extern const AnnotationFormat eaf_format;
extern const AnnotationFormat its_format;
extern const AnnotationFormat rttm_format;
extern const AnnotationFormat textgrid_format;
extern const AnnotationFormat childproject_format;
extern const AnnotationFormat chat_format;
extern const AnnotationFormat audacity_format;

}  // namespace lull
