/*
 * zmq_proxy of libzmq between two other processes; ProxyPart.java says what is measured.
 *
 *   proxy publications ENDPOINT SIZE    binds an XSUB and an XPUB, and runs the proxy
 *   proxy requests ENDPOINT SIZE        the same with a ROUTER and a DEALER
 *   proxy publisher FRONTEND SIZE       publishes
 *   proxy subscriber BACKEND SIZE       receives, checks and measures
 *   proxy worker BACKEND SIZE           sends every request back
 *   proxy client FRONTEND SIZE          sends requests, checks the answers and measures
 */
#include "publication.h"

#define BURST 32
#define ON_THE_WAY (12 * BURST)

static void *context;
static const char *endpoint;
static size_t size;
static const uint8_t *text;

static _Noreturn void broker (void *frontend, void *backend)
{
    char bound_frontend[ENDPOINT_BYTES];
    char bound_backend[ENDPOINT_BYTES];
    bind_somewhere (frontend, endpoint, bound_frontend);
    bind_somewhere (backend, endpoint, bound_backend);
    printf ("ready %s %s\n", bound_frontend, bound_backend);
    fflush (stdout);
    answer_about_memory ();
    zmq_proxy (frontend, backend, NULL);
    fail ("the proxy has ended");
    exit (1);
}

static _Noreturn void publications (void)
{
    void *xsub = open_socket (context, ZMQ_XSUB);
    void *xpub = open_socket (context, ZMQ_XPUB);
    set_option (xsub, ZMQ_RCVHWM, HIGH_WATER_MARK);
    set_option (xpub, ZMQ_SNDHWM, HIGH_WATER_MARK);
    set_option (xpub, ZMQ_XPUB_NODROP, 1);
    broker (xsub, xpub);
}

static _Noreturn void publish (void)
{
    void *socket = open_xpub (context);
    connect_and_tell (socket, endpoint);
    await_subscriptions (socket, 1);
    tell ("subscribed");
    while (1) {
        int64_t count = next_round ();
        for (int64_t k = 0; k < count; k++)
            send_content (socket, size, text, (uint64_t) k);
        tell ("sent");
    }
}

static _Noreturn void subscribe (void)
{
    void *socket = open_subscriber (context, endpoint);
    CHECK (zmq_setsockopt (socket, ZMQ_SUBSCRIBE, "", 0) == 0);
    tell ("ready");
    while (1) {
        int64_t count = next_round ();
        int64_t start = 0;
        for (int64_t k = 0; k < count; k++) {
            receive_content (socket, size, text, (uint64_t) k);
            if (k == 0)
                start = now_nanos ();
        }
        tell_number ("nanos", now_nanos () - start);
    }
}

static _Noreturn void work (void)
{
    void *socket = open_socket (context, ZMQ_DEALER);
    set_option (socket, ZMQ_RCVTIMEO, -1); /* others have their rounds between two of ours */
    connect_and_tell (socket, endpoint);
    answer_about_memory ();
    zmq_msg_t client, request;
    CHECK (zmq_msg_init (&client) == 0 && zmq_msg_init (&request) == 0);
    while (1) {
        CHECK (zmq_msg_recv (&client, socket, 0) > 0);
        CHECK (zmq_msg_recv (&request, socket, 0) >= 0);
        CHECK (zmq_msg_send (&client, socket, ZMQ_SNDMORE) > 0);
        CHECK (zmq_msg_send (&request, socket, 0) >= 0);
    }
}

static void request_one_by_one (void *socket, int64_t count)
{
    int64_t *nanos = malloc ((size_t) count * sizeof *nanos);
    CHECK (nanos != NULL);
    for (int64_t k = 0; k < count; k++) {
        int64_t start = now_nanos ();
        send_content (socket, size, text, (uint64_t) k);
        receive_content (socket, size, text, (uint64_t) k);
        nanos[k] = now_nanos () - start;
    }
    tell_samples (nanos, count);
    free (nanos);
}

static void request_in_bursts (void *socket, int64_t count)
{
    int64_t sent = 0;
    int64_t start = 0;
    for (int64_t k = 0; k < count; k++) {
        while (sent < count && sent - k <= ON_THE_WAY - BURST) {
            int64_t end = sent + BURST < count ? sent + BURST : count;
            for (; sent < end; sent++)
                send_content (socket, size, text, (uint64_t) sent);
        }
        receive_content (socket, size, text, (uint64_t) k);
        if (k == 0)
            start = now_nanos ();
    }
    tell_number ("nanos", now_nanos () - start);
}

static _Noreturn void request (void)
{
    void *socket = open_socket (context, ZMQ_DEALER);
    connect_and_tell (socket, endpoint);
    while (1) {
        char command[COMMAND_BYTES];
        int64_t count = next_command (command);
        CHECK (count > 0);
        if (strcmp (command, "one-by-one") == 0) {
            request_one_by_one (socket, count);
        } else {
            CHECK (strcmp (command, "round") == 0);
            request_in_bursts (socket, count);
        }
    }
}

int main (int argc, char **argv)
{
    CHECK (argc == 4);
    const char *role = argv[1];
    endpoint = argv[2];
    size = (size_t) strtoul (argv[3], NULL, 10);
    CHECK (size >= 8);
    text = content_text (size);
    context = open_context ();
    if (strcmp (role, "publications") == 0)
        publications ();
    else if (strcmp (role, "requests") == 0)
        broker (open_socket (context, ZMQ_ROUTER), open_socket (context, ZMQ_DEALER));
    else if (strcmp (role, "publisher") == 0)
        publish ();
    else if (strcmp (role, "subscriber") == 0)
        subscribe ();
    else if (strcmp (role, "worker") == 0)
        work ();
    CHECK (strcmp (role, "client") == 0);
    request ();
}
