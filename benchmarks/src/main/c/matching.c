/*
 * A publisher of libzmq with many subscriptions; MatchingPart.java says what is measured, and
 * Topics.java what the messages are.
 *
 *   matching publisher ENDPOINT TOPICS PEERS      binds, takes the subscriptions, publishes
 *   matching subscribers ENDPOINT TOPICS PEERS    connects, subscribes, receives and measures
 */
#include "publication.h"

#define MESSAGE_BYTES 64
#define TOPIC_BYTES 16
#define LAST_DIGIT 13
#define CONTENT_BYTES (MESSAGE_BYTES - TOPIC_BYTES)

static int64_t topics;
static int peers;
static const uint8_t *text;

static void fill_topic (uint8_t *target, int64_t index)
{
    memcpy (target, "topic.00000000/+", TOPIC_BYTES);
    for (int i = LAST_DIGIT; index > 0; i--) {
        target[i] = (uint8_t) ('0' + index % 10);
        index /= 10;
    }
}

static int is_wanted (int64_t k)
{
    return (k & 3) != 3;
}

static int64_t index_for (int64_t k)
{
    return (int64_t) ((((uint64_t) k * 0x9E3779B97F4A7C15) >> 32) * (uint64_t) topics >> 32);
}

static void fill_message (uint8_t *message, int64_t k)
{
    fill_topic (message, index_for (k));
    if (!is_wanted (k))
        message[TOPIC_BYTES - 1] = '-';
    content_fill (message + TOPIC_BYTES, CONTENT_BYTES, text, (uint64_t) k);
}

static void check_message (const uint8_t *message, int64_t k)
{
    uint8_t topic[TOPIC_BYTES];
    fill_topic (topic, index_for (k));
    if (memcmp (message, topic, TOPIC_BYTES) != 0) {
        fprintf (stderr, "message %lld has another topic\n", (long long) k);
        exit (1);
    }
    content_check (message + TOPIC_BYTES, CONTENT_BYTES, text, (uint64_t) k);
}

static void publish_round (void *socket, int64_t count)
{
    for (int64_t k = 0; k < count; k++) {
        zmq_msg_t message;
        CHECK (zmq_msg_init_size (&message, MESSAGE_BYTES) == 0);
        fill_message (zmq_msg_data (&message), k);
        CHECK (zmq_msg_send (&message, socket, 0) >= 0);
    }
}

static _Noreturn void publish (void *socket)
{
    while (1) {
        char command[COMMAND_BYTES];
        int64_t count = next_command (command);
        if (strcmp (command, "memory") == 0) {
            tell_memory ();
        } else if (strcmp (command, "await") == 0) {
            int64_t start = now_nanos ();
            await_subscriptions (socket, count);
            tell_number ("taken", now_nanos () - start);
        } else {
            CHECK (strcmp (command, "round") == 0 && count > 0);
            publish_round (socket, count);
            tell ("sent");
        }
    }
}

/* Subscribes to topics or unsubscribes from them, as the option says. */
static void change (void **sockets, int option, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint8_t topic[TOPIC_BYTES];
        fill_topic (topic, i);
        CHECK (zmq_setsockopt (sockets[i % peers], option, topic, TOPIC_BYTES) == 0);
    }
}

static int64_t receive_round (void **sockets, int64_t count)
{
    int64_t start = 0;
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    for (int64_t k = 0; k < count; k++) {
        if (is_wanted (k)) {
            void *socket = sockets[index_for (k) % peers];
            CHECK (zmq_msg_recv (&message, socket, 0) == MESSAGE_BYTES);
            check_message (zmq_msg_data (&message), k);
            if (start == 0)
                start = now_nanos ();
        }
    }
    zmq_msg_close (&message);
    return now_nanos () - start;
}

static _Noreturn void receive (void **sockets)
{
    while (1) {
        char command[COMMAND_BYTES];
        int64_t count = next_command (command);
        if (strcmp (command, "subscribe") == 0) {
            change (sockets, ZMQ_SUBSCRIBE, count);
        } else if (strcmp (command, "unsubscribe") == 0) {
            change (sockets, ZMQ_UNSUBSCRIBE, count);
        } else {
            CHECK (strcmp (command, "round") == 0 && count > 0);
            tell_number ("nanos", receive_round (sockets, count));
        }
    }
}

int main (int argc, char **argv)
{
    CHECK (argc == 5);
    const char *endpoint = argv[2];
    topics = atoll (argv[3]);
    peers = atoi (argv[4]);
    CHECK (topics > 0 && peers > 0);
    text = content_text (CONTENT_BYTES);
    void *context = open_context ();
    if (strcmp (argv[1], "publisher") == 0) {
        void *socket = open_publisher (context, endpoint);
        await_subscriptions (socket, peers);
        tell ("connected");
        publish (socket);
    }
    void **sockets = calloc ((size_t) peers, sizeof *sockets);
    CHECK (sockets != NULL);
    for (int peer = 0; peer < peers; peer++) {
        uint8_t unused = (uint8_t) peer; /* no message begins so */
        sockets[peer] = open_subscriber (context, endpoint);
        CHECK (zmq_setsockopt (sockets[peer], ZMQ_SUBSCRIBE, &unused, 1) == 0);
    }
    tell ("ready");
    receive (sockets);
}
