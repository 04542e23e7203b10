/*
 * A publisher of libzmq and all its subscribers; FanoutPart.java says what is measured.
 *
 *   fanout publisher ENDPOINT SIZE PEERS      binds, awaits the peers, publishes
 *   fanout subscribers ENDPOINT SIZE PEERS    connects as often, receives, checks and measures
 */
#include "publication.h"

#define A_TURN 50

static size_t size;
static int peers;
static const uint8_t *text;

static _Noreturn void publish (void *socket)
{
    await_subscriptions (socket, peers);
    tell ("subscribed");
    while (1) {
        int64_t count = next_round ();
        for (int64_t k = 0; k < count; k++)
            send_content (socket, size, text, (uint64_t) k);
        tell ("sent");
    }
}

static int64_t receive_round (void **sockets, int64_t count)
{
    int64_t start = 0;
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    for (int64_t from = 0; from < count; from += A_TURN) {
        int64_t to = from + A_TURN < count ? from + A_TURN : count;
        for (int peer = 0; peer < peers; peer++) {
            for (int64_t k = from; k < to; k++) {
                CHECK (zmq_msg_recv (&message, sockets[peer], 0) == (int) size);
                content_check (zmq_msg_data (&message), size, text, (uint64_t) k);
                if (start == 0)
                    start = now_nanos ();
            }
        }
    }
    zmq_msg_close (&message);
    return now_nanos () - start;
}

int main (int argc, char **argv)
{
    CHECK (argc == 5);
    const char *endpoint = argv[2];
    size = (size_t) strtoul (argv[3], NULL, 10);
    peers = atoi (argv[4]);
    CHECK (size >= 8 && peers > 0);
    text = content_text (size);
    void *context = open_context ();
    if (strcmp (argv[1], "publisher") == 0)
        publish (open_publisher (context, endpoint));
    void **sockets = calloc ((size_t) peers, sizeof *sockets);
    CHECK (sockets != NULL);
    for (int peer = 0; peer < peers; peer++) {
        sockets[peer] = open_subscriber (context, endpoint);
        CHECK (zmq_setsockopt (sockets[peer], ZMQ_SUBSCRIBE, "", 0) == 0);
    }
    tell ("ready");
    while (1)
        tell_number ("nanos", receive_round (sockets, next_round ()));
}
