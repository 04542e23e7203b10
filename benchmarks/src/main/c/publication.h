/* What the parts about publishers and subscribers share. */
#ifndef ZMQ4J_PUBLICATION_H
#define ZMQ4J_PUBLICATION_H

#include "contender.h"

#define HIGH_WATER_MARK 1000

/* A context for many sockets. */
static inline void *open_context (void)
{
    void *context = zmq_ctx_new ();
    CHECK (context != NULL);
    CHECK (zmq_ctx_set (context, ZMQ_MAX_SOCKETS, zmq_ctx_get (context, ZMQ_SOCKET_LIMIT)) == 0);
    return context;
}

/* An XPUB that waits for subscribers without room and hears of each subscription. */
static inline void *open_xpub (void *context)
{
    void *socket = open_socket (context, ZMQ_XPUB);
    set_option (socket, ZMQ_SNDHWM, HIGH_WATER_MARK);
    set_option (socket, ZMQ_XPUB_NODROP, 1);
    set_option (socket, ZMQ_XPUB_VERBOSE, 1);
    return socket;
}

/* The same, bound. */
static inline void *open_publisher (void *context, const char *endpoint)
{
    void *socket = open_xpub (context);
    bind_and_tell (socket, endpoint);
    return socket;
}

static inline void await_subscriptions (void *socket, int64_t count)
{
    zmq_msg_t message;
    CHECK (zmq_msg_init (&message) == 0);
    for (int64_t i = 0; i < count; i++)
        CHECK (zmq_msg_recv (&message, socket, 0) >= 1);
    zmq_msg_close (&message);
}

/* A SUB that loses no subscription, as it would beyond its high-water mark; connecting. */
static inline void *open_subscriber (void *context, const char *endpoint)
{
    void *socket = open_socket (context, ZMQ_SUB);
    set_option (socket, ZMQ_RCVHWM, HIGH_WATER_MARK);
    set_option (socket, ZMQ_SNDHWM, 0);
    CHECK (zmq_connect (socket, endpoint) == 0);
    return socket;
}

#endif
