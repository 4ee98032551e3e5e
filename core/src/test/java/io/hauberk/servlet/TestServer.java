package io.hauberk.servlet;

import io.hauberk.Hauberk;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** A real servlet container on a free loopback port, with the filter and one servlet behind it. */
interface TestServer extends AutoCloseable {

  /** Tomcat tells of every hostile request line; held here, because loggers are weakly held. */
  Logger QUIET = Logger.getLogger("org.apache");

  int port();

  @Override
  void close();

  enum Container {
    TOMCAT {
      @Override
      TestServer start(HauberkFilter filter, HttpServlet servlet, @Nullable SSLContext tls)
          throws Exception {
        return startTomcat(filter, servlet, tls);
      }
    },
    JETTY {
      @Override
      TestServer start(HauberkFilter filter, HttpServlet servlet, @Nullable SSLContext tls)
          throws Exception {
        return startJetty(filter, servlet, tls);
      }
    };

    /** Over TLS, if there is a context for it; then clients are asked for a certificate. */
    abstract TestServer start(HauberkFilter filter, HttpServlet servlet, @Nullable SSLContext tls)
        throws Exception;

    TestServer start(HauberkFilter filter, HttpServlet servlet) throws Exception {
      return start(filter, servlet, null);
    }

    TestServer start(Hauberk hauberk, HttpServlet servlet) throws Exception {
      return start(new HauberkFilter(hauberk), servlet);
    }
  }

  private static TestServer startTomcat(
      HauberkFilter guard, HttpServlet servlet, @Nullable SSLContext tls) throws Exception {
    Path base = Files.createTempDirectory("hauberk-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxHttpRequestHeaderSize", "131072");
    QUIET.setLevel(Level.OFF);
    if (tls != null) {
      connector.setScheme("https");
      connector.setSecure(true);
      connector.setProperty("SSLEnabled", "true");
      connector.setProperty("maxKeepAliveRequests", "1"); // so that each request shakes hands
      connector.addSslHostConfig(TomcatTls.of(tls));
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", new File(base.toString()).getAbsolutePath());
    Tomcat.addServlet(context, "service", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "service");
    FilterDef definition = new FilterDef();
    definition.setFilterName("hauberk");
    definition.setFilter(guard);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("hauberk");
    mapping.addURLPattern("/*");
    mapping.setDispatcher("REQUEST");
    mapping.setDispatcher("ASYNC");
    mapping.setDispatcher("ERROR");
    context.addFilterMap(mapping);
    tomcat.start();
    return new TestServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() {
        try {
          tomcat.stop();
          tomcat.destroy();
        } catch (LifecycleException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static TestServer startJetty(
      HauberkFilter guard, HttpServlet servlet, @Nullable SSLContext tls) throws Exception {
    Server server = new Server();
    ServerConnector connector =
        tls == null ? new ServerConnector(server, 1, 1) : new ServerConnector(server, jetty(tls));
    connector.setHost("127.0.0.1");
    connector
        .getConnectionFactory(org.eclipse.jetty.server.HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setRequestHeaderSize(131_072);
    if (tls != null) {
      connector
          .getConnectionFactory(org.eclipse.jetty.server.HttpConnectionFactory.class)
          .getHttpConfiguration()
          .addCustomizer(new SecureRequestCustomizer(false));
    }
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder("service", servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    FilterHolder filter = new FilterHolder(guard);
    filter.setAsyncSupported(true);
    context.addFilter(
        filter,
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    server.setHandler(context);
    server.start();
    return new TestServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() {
        LifeCycle.stop(server);
      }
    };
  }

  private static SslContextFactory.Server jetty(SSLContext tls) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(tls);
    factory.setWantClientAuth(true);
    return factory;
  }
}
