/* glibc.h -- included before everything else (-include) in builds of the Linux library: binds the mathematical functions
** to their first x86-64 versions, so that a library built here loads on every glibc since 2.14. The newer versions differ
** only in what they do with errno. The same of the threads, which before 2.34 were a library of their own (base/team.c). And asks
** for madvise, which is Linux's own. */
#define _DEFAULT_SOURCE 1
#include <features.h>
#if defined(__GLIBC__) && defined(__x86_64__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver hypot,hypot@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver pthread_attr_setstacksize,pthread_attr_setstacksize@GLIBC_2.2.5");
__asm__(".symver pthread_create,pthread_create@GLIBC_2.2.5");
__asm__(".symver pthread_join,pthread_join@GLIBC_2.2.5");
__asm__(".symver pthread_sigmask,pthread_sigmask@GLIBC_2.2.5");
#endif
