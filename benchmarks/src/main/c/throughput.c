/*
 * A stream of messages from a PUSH to a PULL of libzmq; ThroughputPart.java says what is measured.
 *
 *   throughput pull ENDPOINT SIZE HWM    binds, receives, checks and measures
 *   throughput push ENDPOINT SIZE HWM    connects and sends
 *   throughput both ENDPOINT SIZE HWM    the two in one process
 */
#include "contender.h"

static void *context;
static size_t size;
static int hwm;
static const uint8_t *text;
static void *push_socket;
static int64_t push_count;

static void *open_limited_socket (int type)
{
    void *socket = open_socket (context, type);
    set_option (socket, ZMQ_SNDHWM, hwm);
    set_option (socket, ZMQ_RCVHWM, hwm);
    return socket;
}

static void *push_main (void *unused)
{
    (void) unused;
    for (int64_t k = 0; k < push_count; k++)
        send_content (push_socket, size, text, (uint64_t) k);
    return NULL;
}

static void pull_round (void *socket, int64_t count)
{
    int64_t start = 0;
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    for (int64_t k = 0; k < count; k++) {
        CHECK (zmq_msg_recv (&message, socket, 0) == (int) size);
        content_check (zmq_msg_data (&message), size, text, (uint64_t) k);
        if (k == 0)
            start = now_nanos ();
    }
    tell_number ("nanos", now_nanos () - start);
    zmq_msg_close (&message);
}

static _Noreturn void pull (void *socket)
{
    while (1)
        pull_round (socket, next_round ());
}

static _Noreturn void push (void)
{
    while (1) {
        push_count = next_round ();
        push_main (NULL);
        tell ("sent");
    }
}

static _Noreturn void both (void *socket)
{
    while (1) {
        pthread_t pusher;
        push_count = next_round ();
        CHECK (pthread_create (&pusher, NULL, push_main, NULL) == 0);
        pull_round (socket, push_count);
        CHECK (pthread_join (pusher, NULL) == 0);
    }
}

int main (int argc, char **argv)
{
    CHECK (argc == 5);
    const char *role = argv[1];
    const char *endpoint = argv[2];
    size = (size_t) strtoul (argv[3], NULL, 10);
    hwm = atoi (argv[4]);
    CHECK (size >= 8 && hwm > 0);
    text = content_text (size);
    context = zmq_ctx_new ();
    if (strcmp (role, "push") == 0) {
        push_socket = open_limited_socket (ZMQ_PUSH);
        connect_and_tell (push_socket, endpoint);
        push ();
    }
    void *socket = open_limited_socket (ZMQ_PULL);
    bind_and_tell (socket, endpoint);
    if (strcmp (role, "pull") == 0) {
        pull (socket);
    } else {
        push_socket = open_limited_socket (ZMQ_PUSH);
        CHECK (zmq_connect (push_socket, endpoint) == 0);
        both (socket);
    }
}
