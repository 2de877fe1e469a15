# Debian packages, one a component: cpack -G DEB in the build directory. The same SOURCE_DATE_EPOCH gives the same
# bytes.
set(SHOAL_MAINTAINER "Shoal developers <shoal@packages.example.org>" CACHE STRING
  "Who answers for the packages that cpack makes: Name <address>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME shoal)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL shoal shoald libshoal-dev)
if(SHOAL_WITH_GUI)
  list(APPEND CPACK_COMPONENTS_ALL shoal-gui)
endif()
set(CPACK_STRIP_FILES ON)
# So that rules that write paths into files know the last place and not a passing one.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
# What Debian wants of a package and `cmake --install` does not do elsewhere.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cli/packaging/debianize.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${SHOAL_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
foreach(package ${CPACK_COMPONENTS_ALL})
  string(TOUPPER ${package} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION net)
endforeach()

set(version "${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
set(debian ${CMAKE_SOURCE_DIR}/cli/packaging/debian)
set(CPACK_DEBIAN_SHOAL_DESCRIPTION "peer-to-peer content distribution, command line
You share a folder and get a link; whoever has the link fetches the folder from
you and from everybody else who has it already. Every byte is checked against
the link before it is kept, every connection is encrypted, and without the link
nobody learns what is shared.
.
This package has the command shoal. It talks to the daemon of the package
shoald where one runs, and does the work itself where none does.")
set(CPACK_DEBIAN_SHOAL_PACKAGE_SUGGESTS "shoald (= ${version})")
set(CPACK_DEBIAN_SHOAL_PACKAGE_CONTROL_EXTRA ${debian}/shoal/conffiles)

set(CPACK_DEBIAN_SHOALD_DESCRIPTION "peer-to-peer content distribution, daemon
Keeps the shares of Shoal available in the background: as a service of the
system or of one person.
.
Installing this package starts nothing: a service that opens a port begins when
its operator says so.")
set(CPACK_DEBIAN_SHOALD_PACKAGE_DEPENDS "shoal (= ${version}), systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_DEBIAN_SHOALD_PACKAGE_CONTROL_EXTRA ${debian}/shoald/postinst ${debian}/shoald/prerm
  ${debian}/shoald/postrm)

set(CPACK_DEBIAN_SHOAL-GUI_DESCRIPTION "peer-to-peer content distribution, desktop application
Drop a folder into the window and send somebody the link; paste a link and
watch it arrive. The window shows every share with its files, its peers and
its speed, and is at home with ten thousand of them.
.
It is a client of the daemon of the package shoald where one runs, so that
shares stay available when it is closed, and does the work itself where none
does.")
set(CPACK_DEBIAN_SHOAL-GUI_PACKAGE_DEPENDS "shoal (= ${version})")
set(CPACK_DEBIAN_SHOAL-GUI_PACKAGE_RECOMMENDS
  "shoald (= ${version}), hicolor-icon-theme, qt6-translations-l10n, shared-mime-info, xdg-utils")

set(CPACK_DEBIAN_LIBSHOAL-DEV_DESCRIPTION "peer-to-peer content distribution, development files
The engine of Shoal as static libraries with their headers, for programs that
embed it: find_package(Shoal) in CMake, target Shoal::transfer.
.
Until version 1.0 any new minor version may change the interface.")
set(CPACK_DEBIAN_LIBSHOAL-DEV_PACKAGE_SECTION libdevel)
string(CONCAT CPACK_DEBIAN_LIBSHOAL-DEV_PACKAGE_DEPENDS "pkgconf | pkg-config, libsodium-dev, libuv1-dev, "
  "libsqlite3-dev, libutf8proc-dev, libfmt-dev, libmsgpack-dev")
include(CPack)
