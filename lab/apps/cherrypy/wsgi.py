import cherrypy

from app import Root, config

cherrypy.server.unsubscribe()
cherrypy.engine.start()

application = cherrypy.tree.mount(Root(), "/", config)
