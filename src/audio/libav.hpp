#pragma once
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
}

namespace lull {

/// A shared library that is loaded when it is needed, and stays.
class SharedLibrary {
 public:
  /// A place in it, taken for what it is assigned to.
  struct Symbol {
    void* place;
    template <class Function>
    operator Function*() const {
      return reinterpret_cast<Function*>(place);
    }
  };
  /// stem: as in libSTEM.so.MAJOR. Throws Error(Fault::input) when it cannot be loaded.
  SharedLibrary(const char* stem, int major);
  /// Throws Error(Fault::input) when it has none of that name.
  Symbol operator[](const char* name) const;

 private:
  void* handle_;
};

/// What we call of libav. Its libraries bring a hundred others, which take longer to load than a short
/// recording to analyse: so they are not linked, but loaded for the first file that needs them. They are
/// those whose headers this was compiled with, by their major versions.
struct Libav {
  SharedLibrary format{"avformat", LIBAVFORMAT_VERSION_MAJOR};
  decltype(&::av_find_best_stream) av_find_best_stream = format["av_find_best_stream"];
  decltype(&::av_read_frame) av_read_frame = format["av_read_frame"];
  decltype(&::avformat_alloc_context) avformat_alloc_context = format["avformat_alloc_context"];
  decltype(&::avformat_close_input) avformat_close_input = format["avformat_close_input"];
  decltype(&::avformat_find_stream_info) avformat_find_stream_info = format["avformat_find_stream_info"];
  decltype(&::avformat_open_input) avformat_open_input = format["avformat_open_input"];
  decltype(&::avio_alloc_context) avio_alloc_context = format["avio_alloc_context"];
  decltype(&::avio_context_free) avio_context_free = format["avio_context_free"];

  SharedLibrary codec{"avcodec", LIBAVCODEC_VERSION_MAJOR};
  decltype(&::av_packet_alloc) av_packet_alloc = codec["av_packet_alloc"];
  decltype(&::av_packet_free) av_packet_free = codec["av_packet_free"];
  decltype(&::av_packet_unref) av_packet_unref = codec["av_packet_unref"];
  decltype(&::avcodec_alloc_context3) avcodec_alloc_context3 = codec["avcodec_alloc_context3"];
  decltype(&::avcodec_free_context) avcodec_free_context = codec["avcodec_free_context"];
  decltype(&::avcodec_open2) avcodec_open2 = codec["avcodec_open2"];
  decltype(&::avcodec_parameters_to_context) avcodec_parameters_to_context =
      codec["avcodec_parameters_to_context"];
  decltype(&::avcodec_receive_frame) avcodec_receive_frame = codec["avcodec_receive_frame"];
  decltype(&::avcodec_send_packet) avcodec_send_packet = codec["avcodec_send_packet"];

  SharedLibrary resample{"swresample", LIBSWRESAMPLE_VERSION_MAJOR};
  decltype(&::swr_alloc_set_opts2) swr_alloc_set_opts2 = resample["swr_alloc_set_opts2"];
  decltype(&::swr_convert) swr_convert = resample["swr_convert"];
  decltype(&::swr_free) swr_free = resample["swr_free"];
  decltype(&::swr_init) swr_init = resample["swr_init"];

  SharedLibrary util{"avutil", LIBAVUTIL_VERSION_MAJOR};
  decltype(&::av_channel_layout_copy) av_channel_layout_copy = util["av_channel_layout_copy"];
  decltype(&::av_channel_layout_default) av_channel_layout_default = util["av_channel_layout_default"];
  decltype(&::av_channel_layout_uninit) av_channel_layout_uninit = util["av_channel_layout_uninit"];
  decltype(&::av_frame_alloc) av_frame_alloc = util["av_frame_alloc"];
  decltype(&::av_frame_free) av_frame_free = util["av_frame_free"];
  decltype(&::av_frame_unref) av_frame_unref = util["av_frame_unref"];
  decltype(&::av_freep) av_freep = util["av_freep"];
  decltype(&::av_log_set_level) av_log_set_level = util["av_log_set_level"];
  decltype(&::av_malloc) av_malloc = util["av_malloc"];
  decltype(&::av_rescale) av_rescale = util["av_rescale"];
  decltype(&::av_rescale_q) av_rescale_q = util["av_rescale_q"];
  decltype(&::av_strdup) av_strdup = util["av_strdup"];
  decltype(&::av_strerror) av_strerror = util["av_strerror"];
  decltype(&::av_version_info) av_version_info = util["av_version_info"];
};

/// libav, loaded at the first call. Throws Error(Fault::input), which says what is missing and which package
/// brings it.
const Libav& libav();

}  // namespace lull
