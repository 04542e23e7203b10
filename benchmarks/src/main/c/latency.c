/*
 * Round trips between a REQ and a REP of libzmq; LatencyPart.java says what is measured.
 *
 *   latency server ENDPOINT SIZE    binds and echoes
 *   latency client ENDPOINT SIZE    connects and measures
 *   latency both ENDPOINT SIZE      the two in one process
 *   latency cold ENDPOINT SIZE      connects, and measures its first second
 */
#include "contender.h"

static void *context;

static void *echo_main (void *socket)
{
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    while (zmq_msg_recv (&message, socket, 0) >= 0)
        CHECK (zmq_msg_send (&message, socket, 0) >= 0);
    fail ("no request came");
    return NULL;
}

static void *open_server (const char *endpoint)
{
    void *socket = open_socket (context, ZMQ_REP);
    set_option (socket, ZMQ_RCVTIMEO, -1); /* others have their rounds between two of ours */
    bind_and_tell (socket, endpoint);
    return socket;
}

static void round_trip (void *socket, size_t size, const uint8_t *text, uint64_t k)
{
    send_content (socket, size, text, k);
    receive_content (socket, size, text, k);
}

static _Noreturn void measure (void *socket, size_t size)
{
    const uint8_t *text = content_text (size);
    while (1) {
        int64_t count = next_round ();
        int64_t *nanos = malloc ((size_t) count * sizeof *nanos);
        CHECK (nanos != NULL);
        for (int64_t k = 0; k < count; k++) {
            int64_t start = now_nanos ();
            round_trip (socket, size, text, (uint64_t) k);
            nanos[k] = now_nanos () - start;
        }
        tell_samples (nanos, count);
        free (nanos);
    }
}

/* ColdClient.java does the same. */
static void measure_first_second (void *socket, size_t size, int64_t start)
{
    const uint8_t *text = content_text (size);
    uint64_t count = 0;
    round_trip (socket, size, text, count++);
    int64_t first = now_nanos () - start;
    while (now_nanos () - start < 1000000000)
        round_trip (socket, size, text, count++);
    tell_number ("first", first);
    tell_number ("count", (int64_t) count);
}

int main (int argc, char **argv)
{
    int64_t start = now_nanos ();
    CHECK (argc == 4);
    const char *role = argv[1];
    const char *endpoint = argv[2];
    size_t size = (size_t) strtoul (argv[3], NULL, 10);
    CHECK (size >= 8);
    context = zmq_ctx_new ();
    if (strcmp (role, "server") == 0) {
        answer_about_memory ();
        echo_main (open_server (endpoint));
        return 0;
    }
    void *socket = open_socket (context, ZMQ_REQ);
    if (strcmp (role, "cold") == 0) {
        CHECK (zmq_connect (socket, endpoint) == 0);
        measure_first_second (socket, size, start);
        return 0;
    } else if (strcmp (role, "client") == 0) {
        connect_and_tell (socket, endpoint);
    } else {
        pthread_t server;
        CHECK (pthread_create (&server, NULL, echo_main, open_server (endpoint)) == 0);
        CHECK (zmq_connect (socket, endpoint) == 0);
    }
    measure (socket, size);
}
