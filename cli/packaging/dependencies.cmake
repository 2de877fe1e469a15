# The libraries that Shoal's own stand on. Read by Shoal's build and, installed as ShoalDependencies.cmake, by
# find_package(Shoal), so that both find the same ones.
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(uv REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
find_package(fmt REQUIRED)
find_package(Threads REQUIRED)
# Never by package name: on Debian 12 "msgpack" is satisfied by the C++ library.
find_path(MSGPACK_C_INCLUDE msgpack.h REQUIRED)
find_library(MSGPACK_C_LIBRARY NAMES msgpack-c msgpackc REQUIRED)
if(NOT TARGET Shoal::msgpack_c)
  add_library(Shoal::msgpack_c INTERFACE IMPORTED)
  target_include_directories(Shoal::msgpack_c INTERFACE ${MSGPACK_C_INCLUDE})
  target_link_libraries(Shoal::msgpack_c INTERFACE ${MSGPACK_C_LIBRARY})
endif()
