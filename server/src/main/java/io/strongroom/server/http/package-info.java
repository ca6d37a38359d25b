/**
 * Puts requests on a socket: strict HTTP/1.1 within fixed bounds, and nothing about what they mean.
 *
 * <p>Start reading at {@link io.strongroom.server.http.HttpListener}. One connection is a {@code
 * RequestDecoder} that turns bytes into the parts of a request and a {@code Connection} that puts
 * the parts together, has them answered one after the other, and holds every deadline. {@code
 * Lanes} decides on which thread an answer is worked out. Everything else of a connection happens
 * on its event loop, so its state needs no lock.
 */
@NullMarked
package io.strongroom.server.http;

import org.jspecify.annotations.NullMarked;
