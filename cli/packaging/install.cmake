# What `cmake --install` puts where, in three components: shoal (the command), shoald (the daemon), libshoal-dev (the
# engine as libraries). Nothing goes to an absolute path, so that any --prefix works.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# `all` holds the tests; what is installed is named by its own rules.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# --- programs --------------------------------------------------------------------------------------------------------

install(TARGETS shoal RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT shoal)
install(TARGETS shoald RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT shoald)

file(GLOB shoal_documents CONFIGURE_DEPENDS docs/*.md)
install(FILES LICENSE README.md TYPE DOC COMPONENT shoal)
install(FILES ${shoal_documents} DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs COMPONENT shoal)

# --- libraries -------------------------------------------------------------------------------------------------------

set(shoal_libraries crypto core dht transfer)
set(shoal_headers ${CMAKE_INSTALL_INCLUDEDIR}/shoal)  # a folder of its own: "core/engine.h" is below it
set(shoal_cmake ${CMAKE_INSTALL_LIBDIR}/cmake/Shoal)
foreach(library ${shoal_libraries})
  file(GLOB headers CONFIGURE_DEPENDS ${library}/*.h)
  install(FILES ${headers} DESTINATION ${shoal_headers}/${library} COMPONENT libshoal-dev)
  set_target_properties(shoal_${library} PROPERTIES EXPORT_NAME ${library})
  target_compile_features(shoal_${library} PUBLIC cxx_std_23)
  install(TARGETS shoal_${library} EXPORT ShoalTargets INCLUDES DESTINATION ${shoal_headers}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libshoal-dev)
endforeach()

install(EXPORT ShoalTargets NAMESPACE Shoal:: DESTINATION ${shoal_cmake} COMPONENT libshoal-dev)
configure_package_config_file(cli/packaging/ShoalConfig.cmake.in ${CMAKE_BINARY_DIR}/cmake/ShoalConfig.cmake
  INSTALL_DESTINATION ${shoal_cmake} NO_SET_AND_CHECK_MACRO)
# Until 1.0 any minor version may change the headers.
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cmake/ShoalConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cmake/ShoalConfig.cmake ${CMAKE_BINARY_DIR}/cmake/ShoalConfigVersion.cmake
  DESTINATION ${shoal_cmake} COMPONENT libshoal-dev)
install(FILES cli/packaging/dependencies.cmake RENAME ShoalDependencies.cmake
  DESTINATION ${shoal_cmake} COMPONENT libshoal-dev)
