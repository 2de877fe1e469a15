# What `cmake --install` puts where, in four components: shoal (the command), shoald (the daemon), shoal-gui (the desktop
# application), libshoal-dev (the engine as libraries). Nothing goes to an absolute path, so that any --prefix works.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# `all` holds the tests; what is installed is named by its own rules.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# --- programs --------------------------------------------------------------------------------------------------------

install(TARGETS shoal RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT shoal)
install(TARGETS shoald RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT shoald)

# --- the manual, completion, documents --------------------------------------------------------------------------------

set(made ${CMAKE_BINARY_DIR}/manual)
install(FILES ${made}/shoal.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT shoal)
install(FILES ${made}/shoal.toml.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5 COMPONENT shoal)
install(FILES ${made}/shoal-link.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7 COMPONENT shoal)
install(FILES ${made}/shoald.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 COMPONENT shoald)
install(FILES ${made}/config.toml DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT shoal)

# Where the shells look on most systems; Debian's zsh has another place (debianize.cmake).
set(made ${CMAKE_BINARY_DIR}/completion)
install(FILES ${made}/shoal DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT shoal)
install(FILES ${made}/_shoal DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT shoal)
install(FILES ${made}/shoal.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT shoal)

install(FILES cli/shoal-json.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/shoal COMPONENT shoal)
file(GLOB shoal_documents CONFIGURE_DEPENDS docs/*.md)
install(FILES LICENSE README.md TYPE DOC COMPONENT shoal)
install(FILES ${shoal_documents} DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs COMPONENT shoal)

# --- systemd ---------------------------------------------------------------------------------------------------------

# The units name the program by the prefix that they are installed with (docs/daemon.md).
set(shoal_units ${CMAKE_BINARY_DIR}/systemd)
foreach(unit shoald.service shoald.user.service)
  configure_file(cli/systemd/${unit}.in ${shoal_units}/${unit} @ONLY)
  install(CODE "set(CMAKE_INSTALL_FULL_BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    configure_file(\"${CMAKE_SOURCE_DIR}/cli/systemd/${unit}.in\" \"${shoal_units}/installed/${unit}\" @ONLY)"
    COMPONENT shoald)
endforeach()
set(shoal_unit_dir lib/systemd)  # where systemd looks, whatever the library directory is
install(FILES ${shoal_units}/installed/shoald.service cli/systemd/shoald.socket
  DESTINATION ${shoal_unit_dir}/system COMPONENT shoald)
install(FILES ${shoal_units}/installed/shoald.user.service RENAME shoald.service
  DESTINATION ${shoal_unit_dir}/user COMPONENT shoald)
install(FILES cli/systemd/shoald.user.socket RENAME shoald.socket
  DESTINATION ${shoal_unit_dir}/user COMPONENT shoald)
install(FILES cli/systemd/shoald.sysusers RENAME shoald.conf DESTINATION lib/sysusers.d COMPONENT shoald)

# --- the desktop -----------------------------------------------------------------------------------------------------

if(SHOAL_WITH_GUI)
  install(TARGETS shoal-gui RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT shoal-gui)
  install(FILES ${CMAKE_BINARY_DIR}/manual/shoal-gui.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT shoal-gui)
  set(shoal_desktop gui/desktop/org.shoal.Shoal)
  set(shoal_icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  install(FILES ${shoal_desktop}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT shoal-gui)
  install(FILES ${shoal_desktop}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT shoal-gui)
  install(FILES ${shoal_desktop}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages COMPONENT shoal-gui)
  install(FILES ${shoal_desktop}.svg DESTINATION ${shoal_icons}/scalable/apps COMPONENT shoal-gui)
  install(FILES ${shoal_desktop}-symbolic.svg DESTINATION ${shoal_icons}/symbolic/apps COMPONENT shoal-gui)
  foreach(size 48 128 256)
    install(FILES ${CMAKE_BINARY_DIR}/icons/${size}/org.shoal.Shoal.png
      DESTINATION ${shoal_icons}/${size}x${size}/apps COMPONENT shoal-gui)
  endforeach()
endif()

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
