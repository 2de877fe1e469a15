# Run by cpack on what the install rules left, before it becomes packages: what Debian wants in a package of its own.
set(own ${CMAKE_CURRENT_LIST_DIR}/debian)

# Compressed without name and time, so that equal texts give equal files.
function(compress file)
  execute_process(COMMAND gzip -9nf ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Whatever umask the checkout, the build and cpack had.
function(give_usual_modes root)
  set(read OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  set(all ${read} OWNER_EXECUTE GROUP_EXECUTE WORLD_EXECUTE)
  file(CHMOD_RECURSE ${root} FILE_PERMISSIONS ${read} DIRECTORY_PERMISSIONS ${all})
  file(GLOB programs ${root}/usr/bin/*)
  foreach(program ${programs})
    file(CHMOD ${program} FILE_PERMISSIONS ${all})
  endforeach()
endfunction()

foreach(package ${CPACK_COMPONENTS_ALL})
  set(root ${CPACK_TEMPORARY_DIRECTORY}/${package})
  set(documents ${root}/usr/share/doc/${package})
  file(REMOVE ${documents}/LICENSE)  # copyright names where Debian keeps it
  file(COPY ${own}/copyright DESTINATION ${documents})
  file(COPY_FILE ${own}/changelog ${documents}/changelog.Debian)
  compress(${documents}/changelog.Debian)
  if(package STREQUAL "shoal")
    file(MAKE_DIRECTORY ${root}/etc/shoal)
    file(RENAME ${documents}/examples/config.toml ${root}/etc/shoal/config.toml)
    file(REMOVE_RECURSE ${documents}/examples)
    file(RENAME ${root}/usr/share/zsh/site-functions ${root}/usr/share/zsh/vendor-completions)
  endif()
  file(GLOB pages ${root}/usr/share/man/*/*)
  foreach(page ${pages})
    compress(${page})
  endforeach()
  give_usual_modes(${root})
endforeach()
