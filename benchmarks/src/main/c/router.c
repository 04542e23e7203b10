/*
 * A ROUTER of libzmq; RouterPart.java says what is measured.
 *
 *   router router ENDPOINT SIZE    binds and sends every request back
 */
#include "contender.h"

int main (int argc, char **argv)
{
    CHECK (argc == 4 && strcmp (argv[1], "router") == 0);
    void *socket = open_socket (zmq_ctx_new (), ZMQ_ROUTER);
    set_option (socket, ZMQ_BACKLOG, BACKLOG);
    set_option (socket, ZMQ_RCVTIMEO, -1); /* others have their rounds between two of ours */
    answer_about_memory ();
    bind_and_tell (socket, argv[2]);
    zmq_msg_t id, request;
    CHECK (zmq_msg_init (&id) == 0 && zmq_msg_init (&request) == 0);
    while (1) {
        CHECK (zmq_msg_recv (&id, socket, 0) > 0);
        CHECK (zmq_msg_recv (&request, socket, 0) >= 0);
        CHECK (zmq_msg_send (&id, socket, ZMQ_SNDMORE) > 0);
        CHECK (zmq_msg_send (&request, socket, 0) >= 0);
    }
}
