/*
 * What the libzmq contenders share: the clock, the failure exit, the command lines, the content of
 * messages. A contender reads commands on stdin and answers each with one line on stdout, as
 * ChildProcess.java says; it ends at the end of its input.
 */
#ifndef ZMQ4J_CONTENDER_H
#define ZMQ4J_CONTENDER_H

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

/* No call waits longer: a run whose other half died must end. */
#define DEADLINE_MILLIS 60000

/* How many connections may wait to be accepted, where thousands come at once. */
#define BACKLOG 4096

#define CHECK(condition) ((condition) ? (void) 0 : fail (#condition))

static inline void fail (const char *condition)
{
    fprintf (stderr, "failed: %s (%s)\n", condition, zmq_strerror (zmq_errno ()));
    exit (1);
}

static inline int64_t now_nanos (void)
{
    struct timespec now;
    clock_gettime (CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline void set_option (void *socket, int option, int value)
{
    CHECK (zmq_setsockopt (socket, option, &value, sizeof value) == 0);
}

/* A socket with the default options, but for what keeps a run finite. */
static inline void *open_socket (void *context, int type)
{
    void *socket = zmq_socket (context, type);
    CHECK (socket != NULL);
    set_option (socket, ZMQ_RCVTIMEO, DEADLINE_MILLIS);
    set_option (socket, ZMQ_SNDTIMEO, DEADLINE_MILLIS);
    set_option (socket, ZMQ_LINGER, 0);
    return socket;
}

#define ENDPOINT_BYTES 512

/* Binds, and stores where. */
static inline void bind_somewhere (void *socket, const char *endpoint, char bound[ENDPOINT_BYTES])
{
    size_t size = ENDPOINT_BYTES;
    CHECK (zmq_bind (socket, endpoint) == 0);
    CHECK (zmq_getsockopt (socket, ZMQ_LAST_ENDPOINT, bound, &size) == 0);
}

/* Binds, and tells the other side where: "ready ENDPOINT". */
static inline void bind_and_tell (void *socket, const char *endpoint)
{
    char bound[ENDPOINT_BYTES];
    bind_somewhere (socket, endpoint, bound);
    printf ("ready %s\n", bound);
    fflush (stdout);
}

static inline void tell (const char *word)
{
    printf ("%s\n", word);
    fflush (stdout);
}

static inline void tell_number (const char *word, int64_t number)
{
    printf ("%s %lld\n", word, (long long) number);
    fflush (stdout);
}

/* Connects, and tells that the connection is on its way: "ready". */
static inline void connect_and_tell (void *socket, const char *endpoint)
{
    CHECK (zmq_connect (socket, endpoint) == 0);
    tell ("ready");
}

#define COMMAND_BYTES 16

/* The number behind the next command, which is stored; exits at the end of the input. */
static inline int64_t next_command (char command[COMMAND_BYTES])
{
    char line[64];
    long long number = 0;
    if (fgets (line, sizeof line, stdin) == NULL)
        exit (0);
    CHECK (sscanf (line, "%15s %lld", command, &number) >= 1);
    return number;
}

/* The number behind the next command, which must be a certain one. */
static inline int64_t await_command (const char *word)
{
    char command[COMMAND_BYTES];
    int64_t number = next_command (command);
    CHECK (strcmp (command, word) == 0);
    return number;
}

/* The number of the next "round NUMBER" command; exits at the end of the input. */
static inline int64_t next_round (void)
{
    int64_t count = await_command ("round");
    CHECK (count > 0);
    return count;
}

static inline void tell_memory (void)
{
    struct mallinfo2 info = mallinfo2 ();
    tell_number ("bytes", (int64_t) (info.uordblks + info.hblkhd));
}

/* "samples N N N ..." */
static inline void tell_samples (const int64_t *nanos, int64_t count)
{
    printf ("samples");
    for (int64_t k = 0; k < count; k++)
        printf (" %lld", (long long) nanos[k]);
    printf ("\n");
    fflush (stdout);
}

static inline void *answer_about_memory_main (void *unused)
{
    char line[64];
    (void) unused;
    while (fgets (line, sizeof line, stdin) != NULL)
        if (strcmp (line, "memory\n") == 0)
            tell_memory ();
    exit (0);
}

/* For a role that takes no commands: answers about memory, and exits at the end of the input. */
static inline void answer_about_memory (void)
{
    pthread_t thread;
    CHECK (pthread_create (&thread, NULL, answer_about_memory_main, NULL) == 0);
}

/*
 * Message k of a run: 8 bytes of k, little-endian, then the bytes of a fixed text from k mod 16 on.
 * Content.java makes and checks the same.
 */
#define CONTENT_SHIFTS 16

static inline uint8_t *content_text (size_t message_size)
{
    size_t size = message_size + CONTENT_SHIFTS;
    uint8_t *text = malloc (size);
    uint32_t state = 1;
    CHECK (text != NULL);
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525 + 1013904223;
        text[i] = (uint8_t) (state >> 24);
    }
    return text;
}

static inline void content_fill (uint8_t *message, size_t size, const uint8_t *text, uint64_t k)
{
    memcpy (message, text + k % CONTENT_SHIFTS, size);
    memcpy (message, &k, sizeof k);
}

static inline void content_check (const uint8_t *message, size_t size, const uint8_t *text, uint64_t k)
{
    uint64_t number;
    memcpy (&number, message, sizeof number);
    if (number != k || memcmp (message + 8, text + k % CONTENT_SHIFTS + 8, size - 8) != 0) {
        fprintf (stderr, "message %llu arrived as %llu, or changed\n", (unsigned long long) k,
                 (unsigned long long) number);
        exit (1);
    }
}

static inline void send_content (void *socket, size_t size, const uint8_t *text, uint64_t k)
{
    zmq_msg_t message;
    CHECK (zmq_msg_init_size (&message, size) == 0);
    content_fill (zmq_msg_data (&message), size, text, k);
    CHECK (zmq_msg_send (&message, socket, 0) >= 0);
}

/* Receives a message and checks that it is message k. */
static inline void receive_content (void *socket, size_t size, const uint8_t *text, uint64_t k)
{
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    CHECK (zmq_msg_recv (&message, socket, 0) == (int) size);
    content_check (zmq_msg_data (&message), size, text, k);
    zmq_msg_close (&message);
}

#endif
