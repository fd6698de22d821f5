/* test.h - what every unit test includes: cmocka, and the helpers below. */
#ifndef RCP_TEST_H
#define RCP_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#endif
