package io.strongroom.server.remote;

import java.net.URI;
import java.nio.file.Path;

/**
 * A function that runs elsewhere.
 *
 * @param arn what RotateSecret is given
 * @param url where Lambda's API is: https, or http of a loopback address; without a query
 * @param name what the function is called there: its ARN unless something else is configured
 * @param credentials the file with the access key that calls are signed with
 */
public record RemoteFunction(String arn, URI url, String name, Path credentials) {}
